/** Invented names of one culture. `native|latin` gives the spelling for an address where letters are not Latin. */
export type NamePool = { given: string[]; family: string[]; familyFirst?: true; joiner?: '' };

const words = (text: string) => text.trim().split(/\s+/);

/** Names for the sample organisation, in many scripts; whoever bears one of them is a coincidence. */
export const NAME_POOLS = {
  kenyan: {
    given: words(
      'Wanjirũ Achieng Kamau Otieno Nyambura Kiprop Zawadi Baraka Makena Odhiambo Amani Halima Njoroge Atieno',
    ),
    family: words(
      'Mwangi Ochieng Kariũki Wambui Kiplagat Were Mutua Njeri Barasa Cheruiyot Maina Akinyi Omondi Gathoni',
    ),
  },
  swiss: {
    given: words(
      'Zoé Léonie Jürg Anaïs Beat Seraina Gian-Luca Maëlle Urs Chiara Loïc Ursina Björn Françoise',
    ),
    family: words(
      'Müller Favre Bernasconi Zürcher Rochat Caduff Lüthi Gägauf Perret Grünenfelder Dübi Jeanneret Tschümperlin',
    ),
  },
  colombian: {
    given: words(
      'Ximena Andrés Yolanda Íñigo Luz Camila Jhon Nicolás Begoña Édgar Rocío Sebastián Ángela Zulma',
    ),
    family: words(
      'Ñáñez Quiñones Gómez Muñoz Peñaloza Ibáñez Rodríguez Zuluaga Echeverría Chocué Guzmán Uribe Córdoba',
    ),
  },
  nepali: {
    given: words(
      'आरती|aarati सुरेश|suresh मञ्जु|manju बिशाल|bishal सरिता|sarita दीपक|dipak निर्मला|nirmala प्रकाश|prakash',
    ),
    family: words('श्रेष्ठ|shrestha तामाङ|tamang गुरुङ|gurung अधिकारी|adhikari थापा|thapa राई|rai महर्जन|maharjan'),
  },
  canadian: {
    given: words(
      'Siobhan Étienne Grace Noël Hannah Maxime Owen Geneviève Priya Kwame Ailsa Thaddeus Rosalind Jean-Guy',
    ),
    family: words(
      "O'Leary Bélanger MacIsaac Côté Fitzgerald Tremblay-Roy Whitefeather Desjardins St.John Pelletier Ferguson",
    ),
  },
  inuit: { given: words('ᓯᓚ|sila ᐊᒪᕈᖅ|amaruq ᓇᓄᖅ|nanuq'), family: words('ᐅᐱᒃ|upik ᐃᒡᓗ|iglu') },
  arabic: {
    given: words('ليلى|layla يوسف|yousef نور|nour سلمى|salma كريم|karim هالة|hala'),
    family: words('الحداد|alhaddad منصور|mansour الخطيب|alkhatib درويش|darwish'),
  },
  persian: {
    given: words('شیرین|shirin آرش|arash نیلوفر|niloufar'),
    family: words('علی‌زاده|alizadeh رستمی|rostami'),
  },
  hebrew: {
    given: words('נועה|noa איתן|eitan תמר|tamar'),
    family: words('לוינגר|levinger אשכנזי|ashkenazi'),
  },
  chinese: {
    given: words('文静|wenjing 志强|zhiqiang 晓梅|xiaomei 建国|jianguo 雨桐|yutong 子涵|zihan'),
    family: words('林|lin 歐陽|ouyang 周|zhou 𠮷|ji'),
    familyFirst: true,
    joiner: '',
  },
  japanese: {
    given: words('さくら|sakura 健太|kenta 美咲|misaki 大輔|daisuke'),
    family: words('高橋|takahashi 渡邊|watanabe 中村|nakamura'),
    familyFirst: true,
    joiner: '',
  },
  korean: {
    given: words('서연|seoyeon 민준|minjun 지우|jiwoo 하은|haeun'),
    family: words('박|park 최|choi 남궁|namgung'),
    familyFirst: true,
    joiner: '',
  },
  vietnamese: {
    given: words('Thảo Đức Hằng Quỳnh Tuấn Mỹ'),
    family: words('Nguyễn Trần Đặng Vũ'),
    familyFirst: true,
  },
  ukrainian: {
    given: words('Ольга|olha Тарас|taras Євгенія|yevheniia Богдан|bohdan'),
    family: words("Шевчук|shevchuk Коваленко|kovalenko Дем'яненко|demianenko"),
  },
  greek: {
    given: words('Ελένη|eleni Νίκος|nikos Δάφνη|dafni'),
    family: words('Παππάς|pappas Ιωάννου|ioannou'),
  },
  georgian: { given: words('ნინო|nino გიორგი|giorgi'), family: words('ბერიძე|beridze კაპანაძე|kapanadze') },
  armenian: {
    given: words('Անահիտ|anahit Տիգրան|tigran'),
    family: words('Պետրոսյան|petrosyan Հակոբյան|hakobyan'),
  },
  ethiopian: { given: words('ሰላም|selam ዳዊት|dawit ብርሃን|birhan'), family: words('ተስፋዬ|tesfaye ገብሬ|gebre') },
  tamil: {
    given: words('கவிதா|kavitha முருகன்|murugan'),
    family: words('சுப்பிரமணியம்|subramaniam இளங்கோ|ilango'),
  },
  thai: { given: words('ฟ้าใส|fasai ธนากร|thanakorn'), family: words('ใจดี|chaidee ศรีสุข|srisuk') },
  bengali: { given: words('মৌসুমী|mousumi রফিক|rafiq'), family: words('চৌধুরী|chowdhury দত্ত|dutta') },
  turkish: { given: words('Işıl Çağrı Gülşah İlker'), family: words('Yıldız Öztürk Şahin') },
  polish: { given: words('Łucja Michał Żaneta Stanisław'), family: words('Wójcik Dąbrowska Żółtek') },
  icelandic: { given: words('Þórdís Guðmundur Ásta'), family: words('Örvarsdóttir Sæmundsson Ægisdóttir') },
  yoruba: { given: words('Ọláńrewájú Títílayọ̀ Adé'), family: words('Adébáyọ̀ Ọládélé') },
  māori: { given: words('Aroha Hēmi Mārama'), family: words('Te-Rangi Ngāta') },
} satisfies Record<string, NamePool>;

export type Culture = keyof typeof NAME_POOLS;

const WITHOUT_DECOMPOSITION: Record<string, string> = {
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  ł: 'l',
  ı: 'i',
  ø: 'o',
  ß: 'ss',
};

/** One part of a name as it is shown and as it stands in an address. */
export function spellings(entry: string): { shown: string; latin: string } {
  const [shown = '', given] = entry.split('|');
  const latin = (given ?? shown)
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z]/g, (letter) => WITHOUT_DECOMPOSITION[letter] ?? '');
  return { shown, latin };
}
